# Databricks notebook source
# silver -> gold
from voicelake import run_stage

run_stage(dbutils, "03-gold-features.ipynb", ["lake"])
