package io.traceconnector.app.modules;

import io.traceconnector.api.ConnectorModule;
import java.io.IOException;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The modules of the class path and of the plugins' directory; nothing of them runs yet. */
public final class FoundModules implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FoundModules.class);
    private static final Pattern ID = Pattern.compile("[a-z]+(-[a-z]+)*");

    private final Map<String, ConnectorModule<?>> modules = new TreeMap<>();
    private final Map<String, String> origins = new TreeMap<>();
    private final List<PluginLoader> plugins = new ArrayList<>();

    private FoundModules() {}

    /**
     * @param plugins every jar in it is a plugin, and so is every directory in it with all its jars; it may be missing
     * @throws ModuleException when a plugin cannot be loaded, an id is not one, or two modules have the same
     */
    public static FoundModules in(Path plugins) {
        FoundModules found = new FoundModules();
        try {
            found.load("the connector", FoundModules.class.getClassLoader());
            if (Files.isDirectory(plugins)) {
                found.loadPlugins(plugins);
            }
            return found;
        } catch (IOException e) {
            found.close();
            throw new ModuleException("the plugins in " + plugins + " cannot be read: " + e.getMessage(), e);
        } catch (ModuleException e) {
            found.close();
            throw e;
        }
    }

    /** In the order of their ids. */
    public List<ConnectorModule<?>> modules() {
        return List.copyOf(modules.values());
    }

    /** Frees the plugins' jars; their modules must have been closed. */
    @Override
    public void close() {
        for (PluginLoader plugin : plugins) {
            try {
                plugin.close();
            } catch (IOException e) {
                LOG.atWarn()
                        .addKeyValue("plugin", plugin.getName())
                        .addKeyValue("cause", e)
                        .log("the jars of a plugin cannot be freed");
            }
        }
    }

    private void loadPlugins(Path directory) throws IOException {
        for (Path entry : sorted(directory)) {
            List<Path> jars = Files.isDirectory(entry) ? sorted(entry) : List.of(entry);
            List<URL> urls = new ArrayList<>();
            for (Path jar : jars) {
                if (jar.toString().endsWith(".jar")) {
                    urls.add(jar.toUri().toURL());
                }
            }
            if (!urls.isEmpty()) {
                PluginLoader plugin = new PluginLoader(entry.getFileName().toString(), urls.toArray(URL[]::new));
                plugins.add(plugin);
                load(entry.toString(), plugin);
            }
        }
    }

    private void load(String origin, ClassLoader loader) {
        try {
            int before = modules.size();
            ServiceLoader.load(ConnectorModule.class, loader).forEach(module -> add(module, origin));
            if (modules.size() == before && loader instanceof PluginLoader) {
                throw new ModuleException(origin + " holds no module; is META-INF/services/"
                        + ConnectorModule.class.getName() + " missing in its jar?");
            }
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new ModuleException("a module of " + origin + " cannot be loaded: " + e.getMessage(), e);
        }
    }

    private void add(ConnectorModule<?> module, String origin) {
        String id = module.id();
        if (!ID.matcher(id).matches()) {
            throw new ModuleException(
                    "a module of " + origin + " has an id that is not of lower-case letters and hyphens");
        }
        if (modules.putIfAbsent(id, module) != null) {
            throw new ModuleException("the module " + id + " is there twice: in " + origins.get(id) + " and in "
                    + origin + "; remove one of them");
        }
        origins.put(id, origin);
    }

    private static List<Path> sorted(Path directory) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            List<Path> paths = new ArrayList<>();
            entries.forEach(paths::add);
            paths.sort(Comparator.naturalOrder());
            return paths;
        }
    }
}
