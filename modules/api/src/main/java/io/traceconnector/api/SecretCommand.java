package io.traceconnector.api;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command that prints a secret. It is started without a shell, and when its time is over it is killed with its children. */
record SecretCommand(List<String> words, Duration limit) {

    private static final String QUOTED = "'([^']*+)'|\"((?:[^\"\\\\]++|\\\\.)*+)\"|\\\\(.)";
    private static final Pattern WORD = Pattern.compile("\\s*((?:[^\\s\"'\\\\]++|" + QUOTED + ")++)", Pattern.DOTALL);
    private static final Pattern PART = Pattern.compile(QUOTED + "|[^\"'\\\\]++", Pattern.DOTALL);

    /** Blanks part words; quotes and backslashes keep them together; nothing else has a meaning. */
    static SecretCommand parse(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line.strip());
        while (word.lookingAt()) {
            words.add(PART.matcher(word.group(1)).replaceAll(part -> Matcher.quoteReplacement(unquoted(part))));
            word.region(word.end(), word.regionEnd());
        }
        if (words.isEmpty() || word.regionStart() < word.regionEnd()) {
            throw new IllegalArgumentException("exec: needs a command whose quotes are closed");
        }
        return new SecretCommand(List.copyOf(words), Duration.ofSeconds(30));
    }

    private static String unquoted(MatchResult part) {
        return switch (part.group().charAt(0)) {
            case '\'' -> part.group(1);
            case '"' -> part.group(2).replaceAll("(?s)\\\\(.)", "$1");
            case '\\' -> part.group(3);
            default -> part.group();
        };
    }

    /** All that it prints; what it says of errors is dropped. */
    byte[] output() throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        Process process = started();
        byte[] output = new byte[SecretContent.MAX_BYTES + 1];
        try {
            process.getOutputStream().close();
            FutureTask<Integer> reading =
                    new FutureTask<>(() -> process.getInputStream().readNBytes(output, 0, output.length));
            Thread.ofVirtual().start(reading);
            int length = reading.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            if (length == output.length) {
                throw new IOException(this + " printed more than 64 KiB");
            }
            if (!process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw new TimeoutException();
            }
            if (process.exitValue() != 0) {
                throw new IOException(this + " ended with exit code " + process.exitValue());
            }
            return Arrays.copyOf(output, length);
        } catch (TimeoutException e) {
            throw new IOException(this + " did not end within " + limit.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new IOException("the output of " + this + " cannot be read");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException("interrupted while " + this + " ran");
        } finally {
            Arrays.fill(output, (byte) 0);
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Process started() throws IOException {
        try {
            return new ProcessBuilder(words)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new IOException(this + " cannot be started; is it there, and on the PATH?");
        }
    }

    /** The first word: the others may tell too much. */
    @Override
    public String toString() {
        return words.getFirst();
    }
}
