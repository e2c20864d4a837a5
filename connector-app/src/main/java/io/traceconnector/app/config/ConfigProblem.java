package io.traceconnector.app.config;

/**
 * One thing that is wrong with the configuration.
 *
 * @param path the key, such as {@code http.port}
 * @param where file and line, {@code --set}, a variable, or {@code default}
 * @param message what is wrong and what to do; never a secret
 */
public record ConfigProblem(String path, String where, String message) {

    @Override
    public String toString() {
        return where + ": " + (path.isEmpty() ? "" : path + ": ") + message;
    }
}
