package io.traceconnector.app.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.traceconnector.api.LinkReader;
import io.traceconnector.app.callers.Callers;
import io.traceconnector.app.callers.tokens.TokenAuthority;
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
 * @param version of the connector, as {@code /version} tells it
 */
public record HttpServices(
        Callers callers,
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
        PrometheusMeterRegistry meters,
        Clock clock,
        String version) {}
