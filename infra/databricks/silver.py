# Databricks notebook source
# bronze -> silver
from voicelake import run_stage

run_stage(dbutils, "02-silver-decode-and-cast.ipynb", ["lake"])
