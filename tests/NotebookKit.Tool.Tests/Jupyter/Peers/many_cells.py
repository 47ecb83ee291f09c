"""Runs a thousand trivial cells and prints the kernel's memory afterwards, in MB. Usage: many_cells.py KERNEL COUNT"""
import sys

from jupyter_client.manager import start_new_kernel

manager, client = start_new_kernel(kernel_name=sys.argv[1])
for number in range(int(sys.argv[2])):
    reply = client.execute_interactive(f"var v{number} = {number}; v{number} + 1", output_hook=lambda message: None, timeout=600)
    assert reply["content"]["status"] == "ok", reply["content"]
with open(f"/proc/{manager.provisioner.pid}/status", encoding="ascii") as status:
    kilobytes = next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
client.stop_channels()
manager.shutdown_kernel()
print(kilobytes // 1024)
