package dev.cairn.fleet;

/**
 * A run under one owner, as a user of engines and workers.
 *
 * @param fence the owner's fence; later owners have higher fences
 */
public record Claim(long run, long fence) {}
