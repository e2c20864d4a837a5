package io.traceconnector.sandbox;

import io.traceconnector.sandbox.fill.FillPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** Fills a directory with links, unless it is filled, and serves it as Trace, Account and Media. */
@Command(
        name = "sandbox",
        description =
                "A Trace for one laptop: fills a directory with encrypted links and serves it, with fault switches.",
        sortOptions = false)
final class SandboxCommand implements Callable<Integer> {

    private static final int MOST_PORT = 65_535;
    private static final Pattern NAMEABLE = Pattern.compile("[A-Za-z0-9:/._-]+");

    private final PrintWriter out;
    private final PrintWriter err;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "Where everything is kept; also gets sandbox.env, connector.yaml and keys/.")
    private Path data = Path.of("");

    @Option(
            names = "--links",
            paramLabel = "N",
            description = "How many links to generate (default: those that are there, else 2000).")
    private @Nullable Integer links;

    @Option(names = "--port", paramLabel = "P", description = "Port on 127.0.0.1; 0, the default, takes a free one.")
    private int port;

    @Option(names = "--seed", paramLabel = "S", description = "Decides what is generated (default: 1).")
    private @Nullable Long seed;

    @Option(
            names = "--our-keys",
            paramLabel = "DIR",
            description = {
                "Public keys of our organisation, meridian-signing.pub, meridian-encryption.pub and meridian-encryption-old.pub,",
                "where the private ones are elsewhere: links are encrypted for them, and connector.yaml names the keys as those of",
                "the HSM demo. (default: the sandbox makes key pairs, or goes on with the keys that are there)"
            })
    private @Nullable Path ourKeys;

    @Option(names = "--fill-only", description = "Ends when the directory is filled.")
    private boolean fillOnly;

    private SandboxCommand(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    static CommandLine of(PrintWriter out, PrintWriter err) {
        CommandLine command =
                new CommandLine(new SandboxCommand(out, err)).setOut(out).setErr(err);
        command.getCommandSpec()
                .addOption(OptionSpec.builder("--help")
                        .usageHelp(true)
                        .description("Shows this.")
                        .build());
        return command;
    }

    @Override
    public Integer call() throws IOException {
        if (port < 0 || port > MOST_PORT) {
            return fail(ExitCode.USAGE, "--port must be 0 to " + MOST_PORT);
        }
        Path directory = data.toAbsolutePath().normalize();
        if (!NAMEABLE.matcher(directory.toString()).matches()) {
            return fail(
                    ExitCode.USAGE,
                    "--data must be a path of letters, digits and / . _ - only: scripts read it from sandbox.env");
        }
        try {
            FillPlan plan = new FillPlan(Optional.ofNullable(links), Optional.ofNullable(seed));
            try (SandboxData opened =
                    SandboxData.open(directory, Optional.ofNullable(ourKeys), plan, new FillProgress(out))) {
                return fillOnly ? ExitCode.OK : serve(opened);
            }
        } catch (IllegalArgumentException e) {
            return fail(ExitCode.USAGE, String.valueOf(e.getMessage()));
        } catch (InterruptedException | ClosedByInterruptException e) {
            Thread.interrupted();
            out.println("stopped");
            return ExitCode.OK;
        } catch (DirectoryInUseException e) {
            return fail(ExitCode.SOFTWARE, String.valueOf(e.getMessage()));
        }
    }

    private int serve(SandboxData opened) throws IOException, InterruptedException {
        try (Sandbox sandbox = Sandbox.start(opened, port)) {
            SandboxFiles.write(opened, sandbox.url());
            out.println("serving " + opened.links().size() + " links on " + sandbox.url());
            out.flush();
            new CountDownLatch(1).await();
        } catch (BindException e) {
            return fail(ExitCode.SOFTWARE, "port " + port + " of 127.0.0.1 is in use; give another one, or 0 for any");
        }
        return ExitCode.OK;
    }

    private int fail(int code, String message) {
        err.println("sandbox: " + message);
        return code;
    }
}
