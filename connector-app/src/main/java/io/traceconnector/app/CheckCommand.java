package io.traceconnector.app;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.callers.policy.FilePolicies;
import io.traceconnector.app.callers.tokens.TenantKeys;
import io.traceconnector.app.config.ConfigException;
import io.traceconnector.app.config.ConfigProblem;
import io.traceconnector.app.http.Transport;
import io.traceconnector.app.keys.ConfiguredKeyRing;
import io.traceconnector.app.keys.CustodyException;
import io.traceconnector.app.keys.KeyRing;
import io.traceconnector.app.keys.KeysException;
import io.traceconnector.app.modules.FoundModules;
import io.traceconnector.app.trace.TraceClient;
import io.traceconnector.chainscript.Algorithms;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "check",
        description = {
            "Reads a configuration, its keys, tokens and policies, and reports every problem at once. Asks nothing of Trace.",
            "Exit code 0 where the connector would start, also with warnings; 2 where not."
        },
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions options;

    @Mixin
    private ListenOption listen;

    @Mixin
    private OutputOption output;

    /**
     * @param warnings what keeps nothing from starting
     * @param forApplications counts only where there are no problems
     */
    private record Findings(List<ConfigProblem> problems, List<ConfigProblem> warnings, boolean forApplications) {}

    @Override
    public Integer call() {
        Findings findings = findings();
        List<ConfigProblem> problems = findings.problems();
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            out.println(JsonLines.MAPPER.writeValueAsString(answer(findings)));
        } else if (problems.isEmpty()) {
            out.println("The configuration can be used.");
            if (!findings.forApplications()) {
                out.println("Nothing listens for applications (http.listen: management).");
            }
        } else {
            problems.forEach(out::println);
        }
        if (!output.json()) {
            findings.warnings().forEach(warning -> out.println("warning: " + warning));
        }
        return problems.isEmpty() ? 0 : 2;
    }

    private Findings findings() {
        try {
            Settings settings = Settings.read(options.source(listen.settings()));
            List<ConfigProblem> problems = new ArrayList<>();
            List<ConfigProblem> warnings = new ArrayList<>();
            try (FoundModules found = FoundModules.in(settings.connector().plugins())) {
                settings.checkModules(found);
            } catch (ConfigException e) {
                problems.addAll(e.problems());
            }
            problems.addAll(transport(settings.connector()));
            problems.addAll(keysAndCallers(settings.connector(), warnings));
            return new Findings(problems, warnings, settings.connector().http().forApplications());
        } catch (ConfigException e) {
            return new Findings(e.problems(), List.of(), true);
        }
    }

    private static List<ConfigProblem> transport(ConnectorConfig config) {
        try {
            new Transport(
                    config.http(), config.callers().proxies(), config.keys().fileAccess(), Clock.systemUTC());
            return List.of();
        } catch (IllegalArgumentException | CustodyException e) {
            return List.of(new ConfigProblem("http", "listeners and proxies", String.valueOf(e.getMessage())));
        }
    }

    /** @param warnings to which those are added that only the keys can give */
    private static List<ConfigProblem> keysAndCallers(ConnectorConfig config, List<ConfigProblem> warnings) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Algorithms algorithms = Algorithms.platform();
        try (Custodians custodians = new Custodians(config, algorithms, Clock.systemUTC(), meters);
                KeyRing keys =
                        new ConfiguredKeyRing(config.organisations(), config.keys(), algorithms, custodians.byName());
                TraceClient trace = new TraceClient(config.trace(), keys, meters)) {
            List<Tenant> tenants = CallersChain.check(config).all();
            new TenantKeys(keys).withoutNext(tenants).forEach(tenant -> warnings.add(withoutNext(tenant)));
            return ProblemList.ofPolicies(FilePolicies.check(tenants)).problems();
        } catch (KeysException e) {
            return e.problems().stream()
                    .map(problem -> new ConfigProblem("organisations", "keys", problem.toString()))
                    .toList();
        } catch (IllegalArgumentException e) {
            return List.of(new ConfigProblem("callers", "callers and tenants", String.valueOf(e.getMessage())));
        }
    }

    private static ConfigProblem withoutNext(TenantId tenant) {
        return new ConfigProblem(
                "organisations",
                "token-keys",
                "tenant " + tenant
                        + " publishes one key only; list the next one behind it, so that it can sign at any time without a rejected token");
    }

    private static ObjectNode answer(Findings findings) {
        ObjectNode answer = new ProblemList(findings.problems()).json();
        if (findings.problems().isEmpty()) {
            answer.put("listensForApplications", findings.forApplications());
        }
        ProblemList.list(answer.putArray("warnings"), findings.warnings());
        return answer;
    }
}
