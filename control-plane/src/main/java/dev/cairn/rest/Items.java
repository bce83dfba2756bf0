package dev.cairn.rest;

import java.util.List;

/** A whole list, for what doesn't grow beyond one answer. */
record Items<T>(List<T> items) {}
