"""The vocabulary: records, catalogue, errors, text, week. Pure; imports nothing of ours."""
