package dev.cairn.problems.files;

/** A problem file can't be used; says in one line where, what is wrong and what to do. */
public final class ProblemFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;
    private final String what;

    /**
     * A refusal.
     *
     * @param file as the person who sent it calls it
     * @param line from 1; 0 when it is about the whole file
     * @param what is wrong and what to do; never what the file holds
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

    /** From 1; 0 when it is about the whole file. */
    public int line() {
        return line;
    }

    public String what() {
        return what;
    }
}
