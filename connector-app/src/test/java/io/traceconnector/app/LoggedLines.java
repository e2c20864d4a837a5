package io.traceconnector.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Everything that this process logs from now on, at the lowest level that there is to choose, in a file instead of where it goes otherwise. */
final class LoggedLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level before = root.getLevel();
    private final List<Appender<ILoggingEvent>> others = new ArrayList<>();
    private final Writer file;

    LoggedLines(Path file) throws IOException {
        this.file = Files.newBufferedWriter(file);
        start();
        root.iteratorForAppenders().forEachRemaining(others::add);
        root.addAppender(this);
        others.forEach(root::detachAppender);
        root.setLevel(Level.DEBUG);
        Logging.limitLibraries(root.getLoggerContext());
    }

    @Override
    protected void append(ILoggingEvent event) {
        try {
            file.write(event.getLoggerName() + " " + event.getThreadName() + " " + event.getFormattedMessage() + " "
                    + event.getKeyValuePairs() + " " + event.getMDCPropertyMap() + "\n");
            for (var cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
                file.write(cause.getClassName() + ": " + cause.getMessage() + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        root.setLevel(before);
        others.forEach(root::addAppender);
        root.detachAppender(this);
        stop();
        file.close();
    }
}
