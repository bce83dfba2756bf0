package dev.cairn.events;

/**
 * How far the stream reaches.
 *
 * @param pruned events up to this position are gone
 * @param last the newest position
 */
public record StreamBounds(long pruned, long last) {}
