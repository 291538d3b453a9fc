#!/usr/bin/env node
import "../dist/scripts/boardsense.js";
