package dev.cairn.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;

/** CPU time of processes, read from Linux. */
final class ProcessCpu {
    /** USER_HZ, which is 100 on every Linux that a JDK 25 runs on. */
    private static final double TICKS_A_SECOND = 100;

    /** Field numbers after the command's name: utime, stime, and the same for children that have ended. */
    private static final int USER = 11;

    private static final int SYSTEM = 12;
    private static final int ENDED_CHILDREN_USER = 13;
    private static final int ENDED_CHILDREN_SYSTEM = 14;

    private ProcessCpu() {}

    /** CPU time of this JVM, all threads, in seconds. */
    static double own() {
        return Machine.system().getProcessCpuTime() / 1e9;
    }

    /** CPU time of a process and its descendants, including those that have ended, in seconds. */
    static double ofTree(long pid) {
        LongStream below = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .mapToLong(ProcessHandle::pid);
        return LongStream.concat(LongStream.of(pid), below)
                .mapToDouble(ProcessCpu::of)
                .sum();
    }

    private static double of(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long ticks = 0;
            for (int place : new int[] {USER, SYSTEM, ENDED_CHILDREN_USER, ENDED_CHILDREN_SYSTEM}) {
                ticks += Long.parseLong(fields[place]);
            }
            return ticks / TICKS_A_SECOND;
        } catch (IOException ended) {
            return 0; // its parent has its time now
        }
    }
}
