package dev.cairn.boot;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Ends the process without the C library's exit handlers.
 *
 * <p>These run PyTorch's static destructors, which need the interpreter lock of the embedded Python and may wait for it
 * forever: a process was seen to hang there after all its work was done.
 */
public final class ProcessEnd {
    private static volatile int setStatus = 130;

    private ProcessEnd() {}

    /** Sets the exit status; until then it is 130, as for an interrupted command. */
    public static void setStatus(int value) {
        setStatus = value;
    }

    /** Ends the process now. It does not return; everything that must be kept is already on disk. */
    @SuppressWarnings("restricted")
    public static void now() {
        System.out.flush();
        System.err.flush();
        Linker linker = Linker.nativeLinker();
        MethodHandle exit = linker.downcallHandle(
                linker.defaultLookup().find("_exit").orElseThrow(), FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));
        try {
            exit.invokeExact(setStatus);
        } catch (Throwable e) {
            Runtime.getRuntime().halt(setStatus);
        }
    }
}
