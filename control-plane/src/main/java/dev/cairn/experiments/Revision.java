package dev.cairn.experiments;

/** Which state of something a person saw; changes whenever it does. */
public record Revision(String text) {}
