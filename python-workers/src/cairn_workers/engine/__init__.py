"""What vLLM's worker loads of ours."""
