package dev.cairn.problems.files;

/** A problem file cannot be used; the message says in one line where, what is wrong and what to do. */
public final class ProblemFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;
    private final String what;

    /**
     * Refuses a file.
     *
     * @param file the file's name, as the user calls it
     * @param line from 1; 0 when it is about the whole file
     * @param what what is wrong and what to do; it never repeats the file's content
     */
    public ProblemFileException(String file, int line, String what) {
        super(file + (line > 0 ? ", line " + line : "") + ": " + what);
        this.file = file;
        this.line = line;
        this.what = what;
    }

    public String file() {
        return file;
    }

    /** The line, from 1; 0 if the error is about the whole file. */
    public int line() {
        return line;
    }

    public String what() {
        return what;
    }
}
