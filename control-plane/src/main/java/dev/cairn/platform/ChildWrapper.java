package dev.cairn.platform;

import java.util.ArrayList;
import java.util.List;

/**
 * A small shell between the control plane and a child, which ends the child when the control plane has died.
 *
 * <p>The control plane holds the writing end of the shell's standard input and never writes; the kernel closes it
 * however the control plane dies. ({@code setpriv --pdeathsig} does not help: it follows the thread that forked, not
 * the process.) Programs that watch their standard input themselves see the same end of file.
 */
final class ChildWrapper {
    /** Seconds from SIGTERM to SIGKILL; vLLM takes four to end. */
    static final int GRACE_SECONDS = 10;

    /**
     * {@code setsid} made this shell the leader of its own process group, so {@code -$$} is the child with all it
     * started. SIGTERM goes to the child alone, which ends its helpers in its own order. The watcher ignores it and is
     * a group member until the last SIGKILL, so the group's number cannot be reused before that.
     */
    private static final String SCRIPT = """
            exec 3<&0
            "$@" <&3 3<&- &
            child=$!
            trap 'kill -s TERM $child 2>/dev/null' TERM INT HUP
            (
              trap '' TERM INT HUP
              while read -r _ <&3; do :; done
              kill -s TERM $child 2>/dev/null
              sleep GRACE
              kill -s KILL -- -$$
            ) >/dev/null 2>&1 &
            watcher=$!
            exec 3<&- </dev/null
            while :; do
              wait $child
              status=$?
              kill -s 0 $child 2>/dev/null || break
            done
            kill -s KILL $watcher 2>/dev/null
            trap '' TERM
            kill -s TERM -- -$$
            ( sleep 2; kill -s KILL -- -$$ ) >/dev/null 2>&1 &
            exit $status
            """.replace("GRACE", Integer.toString(GRACE_SECONDS));

    private ChildWrapper() {}

    static List<String> wrap(ChildCommand child) {
        List<String> wrapped = new ArrayList<>(List.of("setsid", "sh", "-c", SCRIPT, "cairn-" + child.kind()));
        wrapped.addAll(child.command());
        return wrapped;
    }
}
