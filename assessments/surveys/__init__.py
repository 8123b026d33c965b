"""Anonymous surveys: what is asked, how answers are counted, and the pages for both. Results are shown by reports."""
