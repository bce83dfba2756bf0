"""What vLLM's worker process loads of ours."""
