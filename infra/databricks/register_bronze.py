# Databricks notebook source
# the files in bronze and their manifest -> bronze.submissions
from voicelake import run_stage

run_stage(dbutils, "steps/register-bronze.ipynb", ["lake", "pageList"])
