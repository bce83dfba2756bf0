package dev.cairn.chaos;

import dev.cairn.experiments.ExperimentSpec;
import dev.cairn.fleet.Claim;
import dev.cairn.fleet.Connection;
import dev.cairn.runs.Ports;
import dev.cairn.soar.AnswerPair;
import dev.cairn.soar.Grader;
import dev.cairn.soar.GradingRule;
import dev.cairn.soar.GradingSettings;
import dev.cairn.soar.Judgement;
import dev.cairn.soar.PromptRoom;
import dev.cairn.soar.Verdict;
import dev.cairn.soar.fakes.FakeWorld;
import java.util.List;

/** The fake world's ports, of which connecting and grading are calls that a test may hold too. */
record AnnouncedPorts(FakeWorld world) implements Ports {
    @Override
    public Connection connect(ExperimentSpec spec, Claim claim) throws InterruptedException {
        world.announce("connect");
        return new Connection(
                world.generator(), world.trainer(), new AnnouncedGrader(world), PromptRoom.ENDLESS.lengths());
    }

    private record AnnouncedGrader(FakeWorld world) implements Grader {
        @Override
        public List<Judgement> verify(List<AnswerPair> pairs, GradingSettings grading) throws InterruptedException {
            world.announce("grade");
            return world.grader().verify(pairs, grading);
        }

        @Override
        public List<Verdict> parses(List<String> answers, GradingRule rule) throws InterruptedException {
            world.announce("grade");
            return world.grader().parses(answers, rule);
        }
    }
}
