"""Adapters between PEFT's format and llama.cpp's: conversion, strict checks, proof of parity."""
