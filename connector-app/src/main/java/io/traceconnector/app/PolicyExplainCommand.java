package io.traceconnector.app;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.TenantId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.callers.Principal;
import io.traceconnector.app.callers.Rights;
import io.traceconnector.app.callers.SpaceKind;
import io.traceconnector.app.callers.Tenant;
import io.traceconnector.app.callers.TenantConfig;
import io.traceconnector.app.callers.TenantDirectory;
import io.traceconnector.app.callers.TenantKind;
import io.traceconnector.app.callers.policy.Example;
import io.traceconnector.app.callers.policy.Explanation;
import io.traceconnector.app.callers.policy.FieldKeys;
import io.traceconnector.app.callers.policy.FilePolicies;
import io.traceconnector.app.callers.policy.Need;
import io.traceconnector.app.callers.policy.PolicyException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "explain",
        description = {
            "Says which rules decide on an action, and what they show of a workflow or of a link in a file.",
            "Reads the policy file, and the configuration that names it; asks no running connector. Exit code 0 where the",
            "action is allowed and the link is seen, 1 where not."
        },
        mixinStandardHelpOptions = true)
final class PolicyExplainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions options;

    @Mixin
    private OutputOption output;

    @ArgGroup
    private Whose whose = new Whose();

    @Option(
            names = "--as",
            paramLabel = "ROLE[,ROLE]|CLAIM=VALUE",
            required = true,
            description = "The roles of who asks, or a claim and one of its values; may be repeated.")
    private List<String> as = new ArrayList<>();

    @Option(names = "--action", paramLabel = "ACTION", description = "What is asked for (default: links:read).")
    private String action = "links:read";

    @Option(names = "--workflow", paramLabel = "WORKFLOW", description = "Tells the rules about one workflow only.")
    private @Nullable String workflow;

    @Option(
            names = "--on",
            paramLabel = "@FILE",
            description = "A link, as GET /api/v1/links/{hash} answers it, in a file.")
    private @Nullable String on;

    @Override
    public Integer call() {
        Optional<ConnectorConfig> config = whose.configuration(options);
        TenantDirectory tenants = whose.tenants(config);
        Explanation explanation = explain(tenants, whose.tenant(tenants));
        PrintWriter out = spec.commandLine().getOut();
        boolean confirmed = config.flatMap(read -> read.callers().authz().pdp()).isPresent();
        PolicyReport report = new PolicyReport(explanation, confirmed);
        if (output.json()) {
            out.println(JsonLines.MAPPER.writeValueAsString(report.json()));
        } else {
            report.lines().forEach(out::println);
        }
        return report.granted() ? 0 : 1;
    }

    private Explanation explain(TenantDirectory tenants, Tenant asked) {
        SpaceKind kind = action.startsWith("workflows:") ? SpaceKind.DEFINITIONAL : SpaceKind.OPERATIONAL;
        try {
            // What would be hashed is never printed, so that the key is of no importance.
            return new FilePolicies(
                            tenants, FieldKeys.derived(new byte[32]), Clock.systemUTC(), new SimpleMeterRegistry())
                    .explain(asked, principal(asked.id()), new Need(action, kind, Optional.empty()), example());
        } catch (PolicyException e) {
            throw CommandException.unusable(String.valueOf(e.getMessage()));
        }
    }

    private Principal principal(TenantId id) {
        Set<String> roles = new HashSet<>();
        Map<String, Set<String>> claims = new HashMap<>();
        for (String given : as) {
            int equals = given.indexOf('=');
            if (equals < 0) {
                roles.addAll(List.of(given.split(",")));
            } else {
                claims.computeIfAbsent(given.substring(0, equals), name -> new HashSet<>())
                        .add(given.substring(equals + 1));
            }
        }
        Rights rights = new Rights(roles, Map.of(), Optional.empty(), Optional.empty());
        return new Principal(
                "explain", Principal.Kind.CONFIGURED, Optional.empty(), Map.of(id, rights), claims, Instant.MAX, "");
    }

    private Example example() {
        if (on != null && workflow != null) {
            throw CommandException.unusable("--on and --workflow exclude each other");
        }
        if (workflow != null) {
            return new Example.Workflow(new WorkflowId(workflow));
        }
        if (on == null) {
            return new Example.Nothing();
        }
        if (!on.startsWith("@")) {
            throw CommandException.unusable(
                    "--on takes @FILE, a file: save the link from GET /api/v1/links/{hash} first");
        }
        return new Example.Link(LinkFile.read(Path.of(on.substring(1))));
    }

    /** A policy of the configuration, or a file that nothing needs to name yet. */
    static final class Whose {

        @Option(
                names = "--tenant",
                paramLabel = "TENANT",
                description = "Whose policy in the configuration; needed where there are several.")
        private @Nullable String tenant;

        @Option(
                names = "--policy",
                paramLabel = "FILE",
                description = "A policy that may be in force nowhere yet; no configuration is read.")
        private @Nullable Path file;

        /** Empty where a file takes its place. */
        Optional<ConnectorConfig> configuration(ConfigOptions options) {
            return file == null ? Optional.of(Settings.read(options.source()).connector()) : Optional.empty();
        }

        TenantDirectory tenants(Optional<ConnectorConfig> config) {
            return config.map(read -> new TenantDirectory(
                            read.tenants(), read.organisations().keySet(), List::of))
                    .orElseGet(this::ofFile);
        }

        private TenantDirectory ofFile() {
            TenantConfig only = new TenantConfig(
                    List.of("example"),
                    List.of(),
                    Optional.empty(),
                    Map.of(),
                    Optional.ofNullable(file),
                    TenantKind.PRODUCTION,
                    true);
            return new TenantDirectory(
                    Map.of(TenantDirectory.DEFAULT, only), Set.of(new OrganisationId("example")), List::of);
        }

        Tenant tenant(TenantDirectory tenants) {
            List<Tenant> all = tenants.all();
            if (tenant == null && all.size() == 1) {
                return all.getFirst();
            }
            String known = String.join(
                    ", ", all.stream().map(each -> each.id().value()).toList());
            if (tenant == null) {
                throw CommandException.unusable("name one of the tenants with --tenant: " + known);
            }
            return tenants.named(tenant)
                    .orElseThrow(
                            () -> CommandException.unusable("there is no tenant " + tenant + "; there are: " + known));
        }
    }
}
