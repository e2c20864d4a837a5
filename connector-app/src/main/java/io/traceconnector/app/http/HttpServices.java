package io.traceconnector.app.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.traceconnector.api.LinkReader;
import io.traceconnector.app.audit.AuditLog;
import io.traceconnector.app.callers.Callers;
import io.traceconnector.app.callers.store.IdentityAdministration;
import io.traceconnector.app.callers.throttle.Caps;
import io.traceconnector.app.callers.throttle.Throttle;
import io.traceconnector.app.callers.tokens.TokenAuthority;
import io.traceconnector.app.callers.usage.Usage;
import io.traceconnector.app.decrypt.AnswerRewriter;
import io.traceconnector.app.modules.HostedModule;
import io.traceconnector.app.outbox.OutboxAdministration;
import io.traceconnector.app.seal.RecipientAdministration;
import io.traceconnector.app.stream.Positions;
import io.traceconnector.app.trace.Links;
import io.traceconnector.app.trace.Media;
import io.traceconnector.app.trace.Relay;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the HTTP surface gives access to.
 *
 * @param spool a directory for encrypted files on their way; what is in it is deleted
 * @param modules the modules as they are at the moment of asking
 * @param tokens gives out tokens of our own; empty where there is nobody to give them to
 * @param throttle slows callers down
 * @param caps bounds on answers that last
 * @param usage counts what callers use
 * @param version of the connector, as {@code /version} tells it
 */
public record HttpServices(
        Callers callers,
        AuditLog audit,
        Relay relay,
        AnswerRewriter rewriter,
        WriteServices writing,
        Links links,
        LinkReader reader,
        Positions positions,
        Media media,
        Path spool,
        Supplier<List<HostedModule>> modules,
        Readiness readiness,
        KeyAdministration keys,
        RecipientAdministration recipients,
        OutboxAdministration outbox,
        Optional<TokenAuthority> tokens,
        Throttle throttle,
        Caps caps,
        Usage usage,
        IdentityAdministration identities,
        PrometheusMeterRegistry meters,
        Clock clock,
        String version) {}
