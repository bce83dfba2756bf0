package dev.cairn.submissions;

/**
 * The estimated working time that an experiment's runs still need, one after the other.
 *
 * @param minSeconds without further promotions
 * @param maxSeconds with as many promotions as the gate allows
 */
public record TimeLeft(double minSeconds, double maxSeconds) {}
