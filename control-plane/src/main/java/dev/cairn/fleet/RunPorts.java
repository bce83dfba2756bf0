package dev.cairn.fleet;

import dev.cairn.ports.Generator;
import dev.cairn.ports.Grader;
import dev.cairn.ports.PromptFrames;
import dev.cairn.ports.PromptLengths;
import dev.cairn.ports.Trainer;

/** The ports of one run, connected to real engines and workers. */
public record RunPorts(
        Generator generator, Trainer trainer, Grader grader, PromptLengths lengths, PromptFrames frames) {}
