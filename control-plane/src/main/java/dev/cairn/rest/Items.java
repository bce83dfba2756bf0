package dev.cairn.rest;

import java.util.List;

/** A whole list, for what doesn't grow beyond one answer. */
public record Items<T>(List<T> items) {}
