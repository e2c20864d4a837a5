package io.traceconnector.app.audit;

/**
 * Something in the files of a log that nobody wrote there.
 *
 * @param file name of the file
 * @param line in the file, from 1; 0 where it is about the file as a whole
 * @param what it is
 */
public record Finding(String file, long line, String what) {

    @Override
    public String toString() {
        return line > 0 ? file + " line " + line + ": " + what : file + ": " + what;
    }
}
