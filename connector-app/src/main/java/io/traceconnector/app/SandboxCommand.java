package io.traceconnector.app;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

@Command(
        name = "sandbox",
        description = {
            "Runs a Trace for one laptop: Account, Trace and Media APIs, filled with encrypted links.",
            "Options: --data DIR (required), --links N, --port P, --seed S; connector sandbox --help prints them all."
        })
final class SandboxCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(hidden = true)
    private List<String> words = new ArrayList<>();

    @Unmatched
    private List<String> options = new ArrayList<>();

    @Override
    public Integer call() throws InterruptedException {
        List<String> given = spec.commandLine().getParent().getParseResult().originalArgs();
        List<String> own = given.subList(given.indexOf("sandbox") + 1, given.size());
        Sandbox sandbox = Sandbox.start(own, spec.commandLine().getOut(), spec.commandLine().getErr());
        Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close, "sandbox-stop"));
        return sandbox.await();
    }
}
