package io.traceconnector.api;

/**
 * A module of the connector, found by {@link java.util.ServiceLoader} in the image or in a jar in {@code plugins/}. Its life:
 *
 * <ol>
 *   <li><b>Found</b>: constructed by its public constructor without arguments, on the main thread, without side effects. Its
 *       {@link #id} is unique, or the connector refuses to start.
 *   <li><b>Configured</b>: the section {@code modules.<id>} of the configuration is bound to {@link #configType}; an unknown key or
 *       a value out of bounds refuses the start and nothing of the module has run.
 *   <li><b>Started</b>: {@link #start} is called once, on a thread of its own, and returns a running module or throws; a module that
 *       throws is reported as failed, is tried again with growing pauses, and takes no other module down.
 *   <li><b>Fed</b>: as long as it runs, {@link SegmentConsumer#accept} is called as promised there; a batch may come again.
 *   <li><b>Closed</b>: {@link RunningModule#close} is called after the last batch has returned and the last request has been answered
 *       or the deadline has passed; only if the start succeeded. What was accepted before is there after the next start.
 * </ol>
 *
 * @param <C> a record; see {@link Default} for values that may be left out
 */
public interface ConnectorModule<C extends Record> {

    /** Lower-case letters and hyphens; the section of the configuration and the name of the directory. */
    String id();

    Class<C> configType();

    /** Whether what is started is a {@link LinkValidator}: as long as it does not run, no link is written. */
    default boolean judgesLinks() {
        return false;
    }

    RunningModule start(C config, ModuleContext context) throws Exception;
}
