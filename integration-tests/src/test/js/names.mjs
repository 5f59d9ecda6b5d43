// Resolves every name under localhost to the loopback address (RFC 6761 §6.3), which not every operating system does.
import dns from "node:dns";

const system = dns.lookup;
dns.lookup = (host, options, callback) => {
  if (!host.endsWith(".localhost")) {
    return system(host, options, callback);
  }
  const done = callback ?? options;
  return options.all ? done(null, [{ address: "127.0.0.1", family: 4 }]) : done(null, "127.0.0.1", 4);
};
