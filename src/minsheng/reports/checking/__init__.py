"""What a clerk checks before confirming (核对单): the document as it was read beside the fields taken from it."""
