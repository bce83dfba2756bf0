package dev.cairn.boot;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Ends the process without the C library's exit handlers.
 *
 * <p>PyTorch's static destructors run among those, want the interpreter lock of the embedded Python and may wait for it
 * forever: a process was seen to hang there after everything was done.
 */
public final class ProcessEnd {
    private static volatile int status = 130;

    private ProcessEnd() {}

    /** What the process will report; 130, as of an interrupted command, until it is known. */
    public static void status(int value) {
        status = value;
    }

    /** Does not return; whatever must be kept is on disk by now. */
    @SuppressWarnings("restricted")
    public static void now() {
        System.out.flush();
        System.err.flush();
        Linker linker = Linker.nativeLinker();
        MethodHandle exit = linker.downcallHandle(
                linker.defaultLookup().find("_exit").orElseThrow(), FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));
        try {
            exit.invokeExact(status);
        } catch (Throwable e) {
            Runtime.getRuntime().halt(status);
        }
    }
}
