-- How many files of the source of the newest run were no photos, by kind, as a JSON object; null when it was not listed to its end.
ALTER TABLE caption_job ADD COLUMN left_out VARCHAR;
