package io.traceconnector.app;

import io.traceconnector.app.callers.policy.FilePolicies;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        description = {
            "Reads policy files and reports every problem at once. Reads no configuration, and asks no running connector.",
            "Exit code 0 where all of them can be used, 2 where not."
        },
        mixinStandardHelpOptions = true)
final class PolicyCheckCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOption output;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Policies of tenants.")
    private List<Path> files;

    @Override
    public Integer call() {
        ProblemList found = ProblemList.ofPolicies(files.stream()
                .flatMap(file -> FilePolicies.check(file).stream())
                .toList());
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            out.println(JsonLines.MAPPER.writeValueAsString(found.json()));
        } else if (found.problems().isEmpty()) {
            out.println(files.size() == 1 ? "The policy can be used." : "The policies can be used.");
        } else {
            found.problems().forEach(out::println);
        }
        return found.exitCode();
    }
}
