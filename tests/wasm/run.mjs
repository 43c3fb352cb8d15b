// Runs a program for wasm32-unknown-unknown; a panic in it is a trap, which is thrown here.
import { readFile } from "node:fs/promises";

const program = await readFile(process.argv[2]);
const { instance } = await WebAssembly.instantiate(program);
const status = instance.exports.main(0, 0);
if (status !== 0) throw new Error(`the program ended with ${status}`);
