package io.traceconnector.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import java.nio.file.Path;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Where log lines go: JSON, one a line. A command that prints answers keeps standard output free of them. */
final class Logging {

    private static final String LEVEL = "CONNECTOR_LOG_LEVEL";

    private Logging() {}

    /** For the daemon. */
    static void toStandardOutput() {
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        configure(appender, Level.INFO);
    }

    /** For a command whose standard output is its answer. */
    static void toStandardError() {
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setTarget("System.err");
        configure(appender, Level.WARN);
    }

    /** For a demonstration, whose terminal is for a person. */
    static void toFile(Path file) {
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setFile(file.toString());
        configure(appender, Level.INFO);
    }

    private static void configure(OutputStreamAppender<ILoggingEvent> appender, Level standard) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        JsonEncoder encoder = new JsonEncoder();
        encoder.setContext(context);
        encoder.setWithContext(false);
        encoder.setWithSequenceNumber(false);
        encoder.setWithFormattedMessage(true);
        encoder.setWithMessage(false);
        encoder.setWithArguments(false);
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(level(standard));
        root.addAppender(appender);
        limitLibraries(context);
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    /** Whatever the level is otherwise. */
    static void limitLibraries(LoggerContext context) {
        // Says at every start that a module for vectors, which search does not use, is not there.
        context.getLogger("org.apache.lucene.internal.vectorization").setLevel(Level.ERROR);
        // Prints the paths of requests, in which callers put what does not belong there.
        context.getLogger("io.undertow").setLevel(Level.INFO);
    }

    private static Level level(Level standard) {
        String asked = System.getenv(LEVEL);
        // Below DEBUG the libraries print headers and bodies: never offered.
        Level level = asked == null ? standard : Level.toLevel(asked.toUpperCase(Locale.ROOT), standard);
        return level.isGreaterOrEqual(Level.DEBUG) ? level : Level.DEBUG;
    }
}
