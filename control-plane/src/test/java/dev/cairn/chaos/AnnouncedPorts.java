package dev.cairn.chaos;

import dev.cairn.fleet.Claim;
import dev.cairn.fleet.RunPorts;
import dev.cairn.ports.AnswerPair;
import dev.cairn.ports.Grader;
import dev.cairn.ports.Judgement;
import dev.cairn.ports.PromptFrame;
import dev.cairn.ports.Verdict;
import dev.cairn.runs.Ports;
import dev.cairn.settings.GradingRule;
import dev.cairn.settings.GradingSettings;
import dev.cairn.soar.PromptRoom;
import dev.cairn.soar.fakes.FakeCluster;
import dev.cairn.spec.ExperimentSpec;
import java.util.List;

/** The fake cluster's ports, of which connecting and grading are calls that a test may hold too. */
record AnnouncedPorts(FakeCluster cluster) implements Ports {
    @Override
    public RunPorts connect(ExperimentSpec spec, Claim claim) throws InterruptedException {
        cluster.announce("connect");
        return new RunPorts(
                cluster.generator(),
                cluster.trainer(),
                new AnnouncedGrader(cluster),
                PromptRoom.UNLIMITED.lengths(),
                settings -> PromptFrame.NONE);
    }

    private record AnnouncedGrader(FakeCluster cluster) implements Grader {
        @Override
        public List<Judgement> verify(List<AnswerPair> pairs, GradingSettings grading) throws InterruptedException {
            cluster.announce("grade");
            return cluster.grader().verify(pairs, grading);
        }

        @Override
        public List<Verdict> parses(List<String> answers, GradingRule rule) throws InterruptedException {
            cluster.announce("grade");
            return cluster.grader().parses(answers, rule);
        }
    }
}
