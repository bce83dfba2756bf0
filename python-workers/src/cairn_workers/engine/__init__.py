"""Extensions that vLLM's worker process loads."""
