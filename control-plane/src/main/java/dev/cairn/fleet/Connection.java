package dev.cairn.fleet;

import dev.cairn.soar.Generator;
import dev.cairn.soar.Grader;
import dev.cairn.soar.PromptLengths;
import dev.cairn.soar.Trainer;

/** The ports of one run, wired to real engines and workers. */
public record Connection(Generator generator, Trainer trainer, Grader grader, PromptLengths lengths) {}
