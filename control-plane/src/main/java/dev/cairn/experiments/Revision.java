package dev.cairn.experiments;

/** The revision of a resource, which changes whenever the resource does. */
public record Revision(String text) {}
