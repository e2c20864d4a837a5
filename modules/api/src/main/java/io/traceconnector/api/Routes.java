package io.traceconnector.api;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Capability of a running module: answers HTTP requests under {@code /api/v1}. */
public interface Routes {

    /** Asked once after the start. Every path begins with {@code /} and the module's id. */
    List<Route> routes();

    /**
     * A route.
     *
     * @param method {@code GET}, {@code POST}, {@code PUT} or {@code DELETE}
     * @param path below {@code /api/v1}, with parameters in braces: {@code /search/fields/{name}}
     */
    record Route(String method, String path, Description description, Handler handler) {}

    /**
     * What the OpenAPI document says of a route.
     *
     * @param requestBody JSON Schema of the body; empty where there is none
     * @param answer JSON Schema of the answer with status 200
     */
    record Description(
            String summary,
            List<Parameter> parameters,
            Optional<JsonNode> requestBody,
            JsonNode answer,
            List<Failure> failures) {}

    /** A parameter in the query; those of the path are described by their names. */
    record Parameter(String name, String description, JsonNode schema, boolean required) {}

    /** A failure that the route answers by throwing a {@link ProblemException}. */
    record Failure(int status, String code) {}

    /** Runs on a virtual thread of its own; may block. */
    interface Handler {
        Answer handle(Request request) throws Exception;
    }

    /** A request whose caller was admitted and whose body is within its bound. */
    interface Request {
        Caller caller();

        Map<String, String> pathParameters();

        Map<String, List<String>> query();

        /** The body, read whole; empty where there is none. */
        byte[] body();
    }

    /** An answer with status 200. */
    sealed interface Answer {
        record Tree(JsonNode body) implements Answer {}

        /** Written while it is sent; a failure in the middle aborts the connection. */
        record Stream(String contentType, Body body) implements Answer {}

        /** The same for an answer that lasts, such as one of events: bounded in number for each caller, and not for operators' sessions. */
        record Lasting(String contentType, Body body) implements Answer {}
    }

    interface Body {
        void writeTo(OutputStream out) throws IOException;
    }
}
