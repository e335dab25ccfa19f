-- The run that a result was computed in; unknown for those of version 1.
ALTER TABLE caption_result ADD COLUMN run BIGINT;
