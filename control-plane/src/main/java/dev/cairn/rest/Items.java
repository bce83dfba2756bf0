package dev.cairn.rest;

import java.util.List;

/** A whole list, for lists that stay small enough for one answer. */
public record Items<T>(List<T> items) {}
