package io.traceconnector.app.modules;

import io.traceconnector.api.ConnectorModule;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Makes jars as somebody else would: compiled by themselves, packed with or without the name of the module. */
final class PluginJar {

    private static final String SOURCE = """
            package plugin;
            import io.traceconnector.api.*;
            public final class %1$s implements ConnectorModule<%1$s.Settings> {
                public record Settings() {}
                @Override public String id() { return "%2$s"; }
                @Override public Class<Settings> configType() { return Settings.class; }
                @Override public RunningModule start(Settings config, ModuleContext context) throws Exception {
                    %3$s
                    return () -> {};
                }
            }
            """;

    private PluginJar() {}

    /** A jar with one module. */
    static Path write(Path jar, String className, String id, String start) throws IOException {
        return pack(jar, className, compile(className, SOURCE.formatted(className, id, start)), true);
    }

    /** The same without the entry by which the module is found. */
    static Path writeUnnamed(Path jar, String className, String id) throws IOException {
        return pack(jar, className, compile(className, SOURCE.formatted(className, id, "")), false);
    }

    private static Path compile(String className, String source) throws IOException {
        Path classes = Files.createTempDirectory("plugin");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavaFileObject file =
                new SimpleJavaFileObject(
                        URI.create("memory:///plugin/" + className + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        StringWriter complaints = new StringWriter();
        List<String> options =
                List.of("-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
        if (!compiler.getTask(complaints, null, null, options, null, List.of(file))
                .call()) {
            throw new IllegalStateException(complaints.toString());
        }
        return classes;
    }

    private static Path pack(Path jar, String className, Path classes, boolean named) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> found = Files.walk(classes)) {
            found.filter(Files::isRegularFile).forEach(files::add);
        }
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            for (Path file : files) {
                entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                entries.write(Files.readAllBytes(file));
            }
            if (named) {
                entries.putNextEntry(new JarEntry("META-INF/services/" + ConnectorModule.class.getName()));
                entries.write(("plugin." + className).getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }
}
