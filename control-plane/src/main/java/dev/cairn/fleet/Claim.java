package dev.cairn.fleet;

/**
 * Who uses an engine and a worker: one owner's turn at a run.
 *
 * @param fence the owner's; later owners have higher ones
 */
public record Claim(long run, long fence) {}
