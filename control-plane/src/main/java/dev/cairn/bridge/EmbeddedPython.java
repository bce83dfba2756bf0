package dev.cairn.bridge;

import dev.cairn.ports.PortException;
import dev.cairn.ports.PortException.Remedy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jep.JepException;
import jep.MainInterpreter;
import jep.PyConfig;
import org.jspecify.annotations.Nullable;

/**
 * CPython inside this JVM: booted once, never shut down, with one platform thread per link.
 *
 * <p>All links share one global interpreter lock. A call that never releases it (C code) blocks all Python in this JVM,
 * while Java continues: every wait is limited, and such a link ends up unhealthy.
 */
final class EmbeddedPython {
    private static final Pattern JEP_VERSION = Pattern.compile("__VERSION__\\s*=\\s*['\"]([^'\"]+)['\"]");

    /** A system property, since CPython outlives an application that restarts in a new class loader of one JVM. */
    private static final String RUNNING = "cairn.embedded-python";

    private static @Nullable EmbeddedPython instance;

    private final PythonPaths paths;
    private final PythonStopper stopper;

    private EmbeddedPython(PythonPaths paths, PythonStopper stopper) {
        this.paths = paths;
        this.stopper = stopper;
    }

    /**
     * Starts CPython, or returns the running one.
     *
     * @throws PortException GIVE_UP with one line saying what to install, if Jep is missing, does not fit the jar, or
     *     CPython does not start; also if a different Python already runs in this JVM, which can hold only one
     */
    public static synchronized EmbeddedPython boot(PythonPaths paths) {
        EmbeddedPython running = instance;
        if (running == null) {
            running = start(paths);
            instance = running;
        } else {
            refuseOther(running.paths.toString(), paths);
        }
        return running;
    }

    private static void refuseOther(String running, PythonPaths asked) {
        if (!running.equals(asked.toString())) {
            throw new PortException(
                    Remedy.GIVE_UP,
                    "this JVM already embeds %s and can hold only one Python: restart it to use %s"
                            .formatted(running, asked));
        }
    }

    private static EmbeddedPython start(PythonPaths paths) {
        String before = System.getProperty(RUNNING);
        if (before != null) {
            refuseOther(before, paths);
        }
        checkVersions(paths);
        try {
            if (System.getProperty(RUNNING) == null) {
                MainInterpreter.setJepLibraryPath(paths.libjep().toString());
                MainInterpreter.setInitParams(
                        PyConfig.isolated().setProgramName(paths.python().toString()));
                System.setProperty(RUNNING, paths.toString());
            }
            return new EmbeddedPython(paths, PythonStopper.start(paths, resource("owner.py")));
        } catch (JepException | IllegalStateException | LinkageError e) {
            throw new PortException(
                    Remedy.GIVE_UP,
                    "CPython of %s did not start in the JVM: %s".formatted(paths.python(), e.getMessage()),
                    e);
        }
    }

    /**
     * Opens a link with its own owner thread to the embedded worker, and imports its module
     * {@code cairn_workers.embedded}. Gradient steps and grading have one link each, so that neither holds up the
     * other.
     *
     * @param name name of the thread, such as {@code trainer}; unique in this JVM
     */
    public JepLink link(String name, OwnerSettings settings) {
        return link(name, "cairn_workers.embedded", settings);
    }

    JepLink link(String name, String module, OwnerSettings settings) {
        return new JepLink(PythonOwner.start(name, module, settings, stopper));
    }

    private static void checkVersions(PythonPaths paths) {
        if (!Files.exists(paths.libjep())) {
            throw new PortException(
                    Remedy.GIVE_UP, "no Jep library at " + paths.libjep() + ": " + installHint(paths.python()));
        }
        String installed = "unknown";
        Path version = paths.libjep().resolveSibling("version.py");
        try {
            Matcher matcher = JEP_VERSION.matcher(Files.readString(version));
            if (matcher.find()) {
                installed = matcher.group(1);
            }
        } catch (IOException e) {
            throw new PortException(Remedy.GIVE_UP, "cannot read " + version + ": " + installHint(paths.python()), e);
        }
        if (!installed.equals(jarVersion())) {
            throw new PortException(
                    Remedy.GIVE_UP,
                    "Jep %s is installed in %s, but the jar is %s: %s"
                            .formatted(installed, paths.libjep(), jarVersion(), installHint(paths.python())));
        }
    }

    static String installHint(Path python) {
        return "run '" + python + " -m pip install --no-cache-dir jep==" + jarVersion() + "'";
    }

    private static String jarVersion() {
        Properties properties = new Properties();
        try (InputStream in =
                MainInterpreter.class.getResourceAsStream("/META-INF/maven/org.ninia/jep/pom.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "4.3.1");
    }

    private static String resource(String name) {
        try (InputStream in = EmbeddedPython.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource missing from the jar: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
