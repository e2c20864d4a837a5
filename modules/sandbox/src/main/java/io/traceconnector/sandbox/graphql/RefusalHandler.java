package io.traceconnector.sandbox.graphql;

import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import io.traceconnector.sandbox.http.ApiException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes errors of what fields throw: a refusal with its own message and status, all else as an error of the server without details. */
final class RefusalHandler implements DataFetcherExceptionHandler {

    static final String STATUS = "status";

    private static final Logger LOG = LoggerFactory.getLogger(RefusalHandler.class);

    @Override
    public CompletableFuture<DataFetcherExceptionHandlerResult> handleException(
            DataFetcherExceptionHandlerParameters failed) {
        GraphQLError error = switch (failed.getException()) {
            case ApiException refused -> error(failed, refused.getMessage(), refused.status());
            case Throwable other -> {
                LOG.error("a field failed: {}", failed.getPath(), other);
                yield error(failed, "internal error", 500);
            }
        };
        return CompletableFuture.completedFuture(
                DataFetcherExceptionHandlerResult.newResult(error).build());
    }

    private static GraphQLError error(DataFetcherExceptionHandlerParameters failed, String message, int status) {
        return GraphqlErrorBuilder.newError()
                .message("%s", message)
                .path(failed.getPath())
                .location(failed.getSourceLocation())
                .extensions(Map.of(STATUS, status))
                .build();
    }
}
