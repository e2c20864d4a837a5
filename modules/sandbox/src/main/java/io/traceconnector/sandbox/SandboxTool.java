package io.traceconnector.sandbox;

import java.io.PrintWriter;
import java.util.spi.ToolProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/**
 * The sandbox as a tool: {@code --data DIR} and more, see {@code --help}. Runs until its thread is interrupted. Exit codes: 0 stopped or filled, 1 could
 * not start, 2 wrong arguments.
 */
public final class SandboxTool implements ToolProvider {

    private static final Logger LOG = LoggerFactory.getLogger(SandboxTool.class);

    @Override
    public String name() {
        return "sandbox";
    }

    @Override
    public int run(PrintWriter out, PrintWriter err, String... args) {
        CommandLine command = SandboxCommand.of(out, err);
        command.setParameterExceptionHandler((e, _) -> {
            err.println("sandbox: " + e.getMessage());
            err.println("Try --help.");
            return CommandLine.ExitCode.USAGE;
        });
        command.setExecutionExceptionHandler((e, _, _) -> {
            LOG.error("the sandbox ended", e);
            err.println("sandbox: " + e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
        int code = command.execute(args);
        out.flush();
        err.flush();
        return code;
    }
}
