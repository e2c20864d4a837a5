package io.traceconnector.app;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "sandbox",
        description = {
            "Runs a Trace for one laptop: Account, Trace and Media APIs, filled with encrypted links.",
            "Options: --data DIR (required), --links N, --port P, --seed S; connector sandbox --help prints them all."
        })
final class SandboxCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    /** Options too: they are the sandbox's own to read. */
    @Parameters(arity = "0..*", paramLabel = "OPTION")
    private List<String> words = new ArrayList<>();

    @Override
    public Integer call() throws InterruptedException {
        Sandbox sandbox = Sandbox.start(
                words, spec.commandLine().getOut(), spec.commandLine().getErr());
        Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close, "sandbox-stop"));
        return sandbox.await();
    }
}
