package dev.cairn.events;

/**
 * The bounds of the stream.
 *
 * @param pruned events up to this position have been deleted
 * @param last the newest position
 */
public record StreamBounds(long pruned, long last) {}
