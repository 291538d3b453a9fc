import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { READER } from "../../sql/roles.js";
import { openWarehouse, type Warehouse, withLogin } from "../../sql/warehouse.js";
import { TEMPLATE } from "./warehouse-server.js";

/**
 * A database of one's own on the run's test server: migrated, empty, gone after `close`. `isMigrated: false` gives a
 * blank one.
 */
export async function openTestWarehouse(options: { isMigrated?: boolean } = {}): Promise<Warehouse> {
  const server = inject("warehouseServer");
  const name = `test_${randomBytes(6).toString("hex")}`;
  await asOwner(`create database ${name} template ${options.isMigrated === false ? "template0" : TEMPLATE}`);
  const url = inDatabase(server.url, name);
  const warehouse = await openWarehouse({ databaseUrl: url, dataFolder: "unused" });
  return {
    ...warehouse,
    readerUrl: withLogin(url, READER, server.readerPassword),
    readerPassword: server.readerPassword,
    close: async () => {
      await warehouse.close();
      await asOwner(`drop database ${name} with (force)`);
    },
  };
}

async function asOwner(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inDatabase(inject("warehouseServer").url, "postgres") });
  await client.connect();
  // Copying a template refuses while another test file copies it.
  for (let attempt = 1; ; attempt++) {
    try {
      await client.query(statement);
      break;
    } catch (error) {
      if ((error as { code?: string }).code !== "55006" || attempt === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  await client.end();
}

function inDatabase(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.toString();
}
